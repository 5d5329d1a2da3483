/** Words that the browser and the server share. */
export const roles = ['rep', 'manager', 'head', 'champion', 'viewer', 'admin'] as const
export type Role = (typeof roles)[number]
export const languages = ['en', 'th', 'lo', 'km'] as const
export type Language = (typeof languages)[number]
