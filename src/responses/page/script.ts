/** The page works without it. */
export const script = ``
