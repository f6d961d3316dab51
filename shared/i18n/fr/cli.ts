/** Sentences of the terminal: `npm start`, `npm run app`, `npm run guichet`. Errors of the catalogue are in errors.ts. */
export const cli = {
  "signIn.doneTitle": "Vous êtes connecté(e)",
  "signIn.done": "Vous pouvez fermer cette page et revenir à Guichet.",
  "signIn.failedTitle": "La connexion n’a pas abouti",

  "app.opened": "Guichet est ouvert dans une fenêtre.",
  "app.address": "Ouvrez cette adresse (elle sert une fois) :\n  {address}",
  "app.enter": "Entrée : une nouvelle adresse. Ctrl-C : fermer.",
  "app.signInAt": "Connectez-vous à cette adresse :\n  {address}",
  "app.closing": "Fermeture…",
  "app.closed": "Fermé. Tout ce qui était saisi est enregistré.",
  "app.fell": "Le cœur de Guichet s’est arrêté ({why}). Ce qui était affiché comme enregistré l’est. Relancez la commande.",
  "app.noWindow": "Les écrans compilés manquent ({folder}). Lancez plutôt « npm run app », qui les prépare.",
  "app.portBusy": "Le port {port} est déjà pris. Choisissez-en un autre avec --port, ou laissez Guichet choisir.",
  "app.alreadyOpen": "Guichet est déjà ouvert sur ce dossier de données.",
  "app.broughtBack": "Guichet est déjà ouvert sur ce dossier de données : sa fenêtre est rappelée.",
  "app.ownWindow": "Guichet est déjà ouvert sur ce dossier, dans sa propre fenêtre : il n’a pas d’adresse.",
  "app.notRunning": "Aucun Guichet n’est ouvert sur ce dossier de données. Lancez « npm start » ou « npm run app ».",
  "app.usage":
    "Usage : npm run app -- [--data DOSSIER] [--server ADRESSE] [--port N] [--no-open] [--lang fr|en]\n        npm run app -- --address [--data DOSSIER]   une nouvelle adresse du Guichet déjà ouvert",
} as const;
