/** A function of ours as the text that a browser gets: without comments, indentation and the spaces around signs. It must not rely on spaces in its own texts. */
export const shorten = (run: (...settings: never[]) => unknown): string =>
  `${run}`
    .replace(/\/\*\*.*?\*\//gs, '')
    .replace(/^\s*\/\/.*$/gm, '')
    .replace(/\s*\n\s*/g, '\n')
    .replace(/ +/g, ' ')
    .replace(/ ?([{}(),;:=?&|]|=>) ?/g, '$1')
