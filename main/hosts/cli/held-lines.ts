import type { HeldChange } from "../../../shared/bridge/inbox-views.ts";
import { fieldLabel, valueText } from "../../../shared/i18n/field-words.ts";
import { words as allWords } from "../../../shared/i18n/texts.ts";
import type { Output } from "./output.ts";

/** A change that has no effect, value by value. */
export function heldLines(out: Output, { kind, madeAt, code, fields, document }: HeldChange): readonly string[] {
  const words = allWords[out.words.language];
  const holes = { kind: words.find(`sync.kind.${kind}`) ?? kind, when: out.format.dayAndTime(madeAt) };
  return [
    `  ${code === undefined ? out.words.say("inbox.made", holes) : out.words.say("inbox.held", { ...holes, code })}`,
    ...(document === undefined ? [] : [`    ${document}`]),
    ...fields.map(({ field, value }) => `    ${out.words.say("show.field", { label: fieldLabel(field, words), value: valueText(field, value, words) || out.words.say("show.nothing") })}`),
  ];
}
