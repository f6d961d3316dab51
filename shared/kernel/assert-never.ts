/** Ends a complete switch. Reaching it at run time means a value came in past every parser. */
export function assertNever(value: never, where: string): never {
  throw new Error(`${where}: unexpected ${JSON.stringify(value)}`);
}
