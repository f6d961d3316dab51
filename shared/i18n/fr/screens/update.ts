/** La mise à jour de Guichet, dite sans insister. */
export const update = {
  "update.title": "Mise à jour de Guichet",
  "update.announced": "Version {version} annoncée",
  "update.downloading": "Version {version} : {percent} %",
  "update.ready": "Version {version} prête",
  "update.installing": "Installation de la version {version}…",
  "update.mandatory": "Mise à jour obligatoire : {version}",
  "update.announced.why": "La version {version} est disponible. Votre service informatique l’installera : vous n’avez rien à faire.",
  "update.downloading.why": "La version {version} se télécharge pendant que vous travaillez. Rien ne sera installé sans vous.",
  "update.ready.why": "La version {version} est téléchargée et vérifiée. L’installer ferme Guichet moins d’une minute, puis le rouvre.",
  "update.installing.why": "Guichet se ferme, s’installe et se rouvre de lui-même.",
  "update.none.why": "Guichet est à jour : aucune version plus récente n’est proposée à ce poste.",
  "update.mandatory.why": "Votre version ne suffit plus pour le centre ou pour les règles. Vos dossiers restent sur ce poste ; ce qui ne peut pas partir partira après la mise à jour.",
  "update.mandatory.it": "La version {version} sera installée par votre service informatique. Prévenez-le si elle tarde.",
  "update.notes": "Ce qui change",
  "update.install": "Installer maintenant",
  "update.later": "Plus tard",
} as const;
