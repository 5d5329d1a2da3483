/** The browser for the browser tests: $CHROMIUM, or one that is installed. */
export function chromiumPath(): string | undefined
