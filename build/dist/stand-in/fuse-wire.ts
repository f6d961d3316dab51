/** What marks Electron's fuses inside its program, for whoever closes them. */
const SENTINEL = "dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX";

/** As Electron delivers them (version 1, nine fuses, each "0" or "1"): open enough that closing them shows. */
const DELIVERED = "101100011";

/** The bytes that `@electron/fuses` looks for. */
export const fuseWire = (): Buffer => Buffer.concat([Buffer.from(SENTINEL, "latin1"), Buffer.from([1, DELIVERED.length]), Buffer.from(DELIVERED, "latin1")]);

/** The fuses of a program, one character each in their order; undefined when it has none. */
export function readFuses(program: Buffer): string | undefined {
  const at = program.indexOf(SENTINEL, 0, "latin1");
  if (at === -1) return undefined;
  const start = at + SENTINEL.length + 2;
  return program.toString("latin1", start, start + (program[start - 1] ?? 0));
}
