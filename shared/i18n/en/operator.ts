import type { operator as french } from "../fr/operator.ts";
import { translation } from "../translation.ts";

export const operator = translation<typeof french>()({
  "usage": "npm run server -- operator find NUMBER | SIREN --bank BANK\nnpm run server -- operator correct NUMBER AMOUNT --reason TEXT --asked REFERENCE [--yes] [--act ID]\nnpm run server -- operator cancel NUMBER --reason TEXT --asked REFERENCE [--yes] [--act ID]\nnpm run server -- operator release NUMBER --reason TEXT --asked REFERENCE [--yes] [--act ID]\nnpm run server -- operator confirm ACT [--yes] | turn-down ACT [--yes]\nnpm run server -- operator acts [NUMBER]\nAlways: --as ID (an operator of the directory). Where wanted: --json. Without --yes nothing is done: the command shows what would change.\n",
  "usage.as": "Say who acts: --as, followed by the id of an operator of the directory.",
  "usage.amount": "This amount cannot be read: {amount}. In euros, for example 120000 or “120 000 €”.",
  "usage.grounds": "A reason (--reason, {reason} characters at most) and the reference of the request, a letter or a ticket (--asked, {asked} characters at most), are needed. Write nothing personal of the client there.",
  "registration": "{number} · SIREN {siren} · {bank}, {branch} · {scheme} · granted on {day}",
  "standing": "{status} · amount {amount} · held under the ceiling {held}",
  "before": "Before: {standing}",
  "after": "After: {standing}",
  "would": "Would become: {standing}",
  "shown": "Nothing was done. To do it, the same command with --yes --act {act}",
  "shown.decide": "Nothing was done. To do it, the same command with --yes.",
  "shown.two": "A second operator must then confirm it.",
  "done": "Done. The branch reads it in the file's history.",
  "waiting": "Noted, without effect yet. Another operator confirms: npm run server -- operator confirm {act} --as THEIR_ID --yes",
  "turned-down": "Turned down: nothing has changed.",
  "acts.none": "No act.",
  "act.line": "{when} · {step} · {what} · {number} · {bank}, {branch} · {by}",
  "act.grounds": "Reason: {reason} · Request: {asked} · Act: {act}",
  "step.asked": "asked for",
  "step.done": "done",
  "step.turned-down": "turned down",
  "act.corrected": "Amount corrected",
  "act.cancelled": "Registration cancelled",
  "act.released": "Number released",
});
