import type { update as french } from "../../fr/screens/update.ts";
import { translation } from "../../translation.ts";

export const update = translation<typeof french>()({
  "update.title": "Update of Guichet",
  "update.announced": "Version {version} announced",
  "update.downloading": "Version {version}: {percent} %",
  "update.ready": "Version {version} ready",
  "update.installing": "Installing version {version}…",
  "update.mandatory": "Mandatory update: {version}",
  "update.announced.why": "Version {version} is available. Your IT department will install it: there is nothing for you to do.",
  "update.downloading.why": "Version {version} downloads while you work. Nothing will be installed without you.",
  "update.ready.why": "Version {version} is downloaded and verified. Installing it closes Guichet for less than a minute, then opens it again.",
  "update.installing.why": "Guichet closes, installs and opens again by itself.",
  "update.none.why": "Guichet is up to date: no later version is offered to this computer.",
  "update.mandatory.why": "Your version is no longer enough for the centre or for the rules. Your files stay on this workstation; what cannot leave will leave after the update.",
  "update.mandatory.it": "Version {version} will be installed by your IT department. Tell them if it is long in coming.",
  "update.notes": "What changes",
  "update.install": "Install now",
  "update.later": "Later",
});
