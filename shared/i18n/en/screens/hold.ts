import type { hold as french } from "../../fr/screens/hold.ts";
import { translation } from "../../translation.ts";

export const hold = translation<typeof french>()({
  "hold.open": "Hold on the file",
  "hold.mark": "On hold: {reasons}",
  "hold.title": "Hold on the file",
  "hold.why": "A file on hold is not erased, even when its time is over. Nothing else changes. One person sets it and two lift it; both are noted in the audit.",
  "hold.none": "This file is not on hold.",
  "hold.reason.litigation": "litigation",
  "hold.reason.control": "control by an authority",
  "hold.reason.criminal": "criminal inquiry or case",
  "hold.reason.other": "a reason of a newer version ({reason})",
  "hold.line": "{reason}, set by {by} on {when}",
  "hold.asked": "{by} asks that it be lifted. Another person may confirm it until {until}.",
  "hold.lift": "Ask to lift it",
  "hold.confirm": "Confirm the lifting",
  "hold.withdraw": "Withdraw the request",
  "hold.legend": "Reason",
  "hold.set": "Hold this file",
  "hold.all": "This file is on hold for each of the reasons.",
  "hold.sending": "Sending…",
  "hold.close": "Close",
  "hold.said.set": "The file is on hold.",
  "hold.said.asked": "The request is kept: another person has to confirm it.",
  "hold.said.lifted": "The hold is lifted.",
  "hold.said.withdrawn": "The request is withdrawn.",
});
