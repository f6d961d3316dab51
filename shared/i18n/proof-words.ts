import type { LineProofView } from "../bridge/sync-views.ts";
import type { Words } from "./texts.ts";

/** What the centre's audit proves of what a workstation sent, where nothing is wrong. */
export function proofSentences({ anchored, before, upTo, anchoredAt, waiting }: LineProofView, { t, count, format }: Words): readonly string[] {
  if (!anchored) return [t("settings.proof.unanchored")];
  return [
    upTo === before || anchoredAt === undefined ? t("settings.proof.nothing") : t("settings.proof.fine", { from: before + 1, upTo, when: format.dayAndTime(anchoredAt) }),
    ...(waiting === 0 ? [] : [count("settings.proof.waiting", waiting)]), ...(before === 0 ? [] : [t("settings.proof.before", { upTo: before })]),
  ];
}
