import { checkIdentifier, IDENTIFIER_KINDS, isIdentifierKind } from "../../../../shared/entry/identifier.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import type { Output } from "../output.ts";

/** `check KIND VALUE`: 0 valid, 1 not, 2 no such kind. Needs no data folder. */
export function check(out: Output, typedKind: string, value: string): ExitCode {
  const kind = typedKind.toLowerCase();
  if (!isIdentifierKind(kind)) {
    const message = out.words.say("check.kind", { kind, kinds: IDENTIFIER_KINDS.join(", ") });
    out.document({ error: { message } });
    if (!out.json) out.note(message);
    return EXIT.usage;
  }
  const checked = checkIdentifier(kind, value);
  out.document(checked.ok ? { valid: true } : { valid: false, reason: checked.error.type });
  out.line(checked.ok ? out.words.say("check.valid", { value: checked.value }) : out.words.say("check.notValid", { reason: out.words.say(`identifier.${checked.error.type}`) }));
  return checked.ok ? EXIT.done : EXIT.refused;
}
