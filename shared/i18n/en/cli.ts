import type { cli as french } from "../fr/cli.ts";
import { translation } from "../translation.ts";

export const cli = translation<typeof french>()({
  "signIn.doneTitle": "You are signed in",
  "signIn.done": "You can close this page and go back to Guichet.",
  "signIn.failedTitle": "The sign-in did not succeed",

  "app.opened": "Guichet is open in a window.",
  "app.address": "Open this address (it works once):\n  {address}",
  "app.enter": "Enter: a fresh address. Ctrl-C: close.",
  "app.signInAt": "Sign in at this address:\n  {address}",
  "app.closing": "Closing…",
  "app.closed": "Closed. Everything that was typed is saved.",
  "app.fell": "The core of Guichet stopped ({why}). What was shown as saved is saved. Run the command again.",
  "app.noWindow": "The compiled screens are missing ({folder}). Use \"npm run app\", which prepares them.",
  "app.portBusy": "Port {port} is taken. Choose another with --port, or let Guichet choose.",
  "app.alreadyOpen": "Guichet is already open on this data folder.",
  "app.broughtBack": "Guichet is already open on this data folder: its window is brought back.",
  "app.ownWindow": "Guichet is already open on this folder, in a window of its own: it has no address.",
  "app.notRunning": "No Guichet is open on this data folder. Use \"npm start\" or \"npm run app\".",
  "app.usage":
    "Usage: npm run app -- [--data FOLDER] [--server ADDRESS] [--port N] [--no-open] [--lang fr|en]\n       npm run app -- --address [--data FOLDER]   a fresh address of the Guichet already open",
});
