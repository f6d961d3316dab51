/** The package has no types of its own. Dates are midnights of this machine's zone, an hour off where its clock changed since Easter. */
declare module "@socialgouv/jours-feries" {
  const joursFeries: (year: number, options?: { readonly alsace: boolean }) => { readonly [name: string]: Date };
  export = joursFeries;
}
