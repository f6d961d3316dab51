/** What a log may tell of a failure: its name and the system's code. Never its message, which may quote what was typed, an address, or a path that bears a person's name. */
export function errorKind(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return "code" in error && typeof error.code === "string" ? `${error.name} ${error.code}` : error.name;
}
