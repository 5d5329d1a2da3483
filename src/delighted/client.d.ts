/** The package brings no types: this much of it our tests use. */
declare module 'delighted' {
  type Params = Record<string, unknown>
  type Thing = Params & { id: string }
  type Listing = { autoPagingEach: (each: (one: Thing) => unknown, options?: Params) => Promise<void> }
  type Membership = {
    list: (params?: Params) => Listing
    create: (params: Params) => Promise<Params>
    delete: (whom: Params) => Promise<Params>
  }
  export type Client = {
    person: { create: (params: Params) => Promise<Thing>; list: (params?: Params) => Listing; delete: (whom: Params) => Promise<Params> }
    surveyResponse: {
      create: (params: Params) => Promise<Thing>
      retrieve: (id: string, params?: Params) => Promise<Thing & { save: () => Promise<Thing> }>
      all: (params?: Params) => Promise<Thing[]>
    }
    metrics: { retrieve: (params?: Params) => Promise<Params> }
    unsubscribe: { create: (params: Params) => Promise<Params>; all: (params?: Params) => Promise<Thing[]> }
    bounce: { all: (params?: Params) => Promise<Thing[]> }
    surveyRequest: { deletePending: (params: Params) => Promise<Params> }
    autopilotConfiguration: { retrieve: (platform: string) => Promise<Params> }
    autopilotMembership: { forEmail: () => Membership; forSms: () => Membership }
  }
  const make: (key: string, options: { scheme: string; host: string; port: number }) => Client
  export default make
}
