export interface Database {}
export const tenantTables: ReadonlySet<string> = new Set()
