import { isUuid } from "../shared/kernel/ids.ts";

/** What `erase` is asked to do: all whose time is over, or one file, in its time or at its client's request by the word of a person of the directory. */
export type EraseOrder = { readonly bank: string; readonly json: boolean; readonly what: { readonly due: true } | { readonly file: string; readonly request: string | undefined } };

/** `BANK --due | --file ID [--request PERSON] [--json]`. Undefined: no such arguments. */
export function eraseArguments([bank, ...args]: readonly string[]): EraseOrder | undefined {
  if (!isUuid(bank)) return undefined;
  const valueOf = (flag: string): string | undefined => (args.includes(flag) ? args[args.indexOf(flag) + 1] : undefined);
  const [file, request] = [valueOf("--file"), valueOf("--request")];
  const known = new Set(["--due", "--json", "--file", "--request"]);
  const rest = args.filter((arg, i) => !known.has(arg) && args[i - 1] !== "--file" && args[i - 1] !== "--request");
  const [due, json] = [args.includes("--due"), args.includes("--json")];
  if (rest.length > 0 || due === args.includes("--file") || (args.includes("--request") && !isUuid(request)) || (due && request !== undefined)) return undefined;
  if (due) return { bank, json, what: { due } };
  return isUuid(file) ? { bank, json, what: { file, request } } : undefined;
}

/** `BANK [--json]`. */
export const retentionArguments = ([bank, ...flags]: readonly string[]): { readonly bank: string; readonly json: boolean } | undefined =>
  isUuid(bank) && flags.every((flag) => flag === "--json") ? { bank, json: flags.length > 0 } : undefined;
