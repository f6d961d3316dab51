export type Language = "fr" | "en";

const fr = {
  title: "Se connecter à Guichet",
  watermark: "DÉMONSTRATION\u00a0: personnes, banques et dossiers inventés",
  login: "Identifiant",
  password: "Mot de passe",
  submit: "Se connecter",
  accounts: "Comptes de la démonstration",
  accountsHint: "Leur mot de passe à tous\u00a0:",
  person: "Personne",
  role: "Rôle",
  place: "Banque et agence",
  advisor: "conseiller",
  manager: "responsable",
  administrator: "administrateur",
  supervisor: "direction régionale",
  auditor: "audit",
  support: "assistance",
  operator: "exploitant du centre",
  everywhere: "toutes les agences",
  wrong: "L’identifiant ou le mot de passe ne correspond pas. Rien n’est perdu\u00a0: corrigez et recommencez.",
  wait: "Trop d'essais. Recommencez dans {seconds}\u00a0s.",
  code: "Code à six chiffres",
  verify: "Vérifier",
  codeHint: "Donné par votre application d’authentification, toutes les trente secondes.",
  wrongCode: "Ce code ne va pas, ou il a déjà servi. Attendez le suivant et recommencez.",
  secret: "Second facteur de la démonstration",
  secretHint: "Clé à donner à une application d’authentification, publique comme le mot de passe\u00a0:",
  codeNow: "Sans application, le code du moment\u00a0:",
  noCodeNow: "Les codes du moment ont servi\u00a0: rechargez cette page dans trente secondes.",
  over: "Cette page de connexion n’est plus valable. Retournez à Guichet et demandez à vous connecter de nouveau.",
  failed: "La connexion n’a pas abouti. Retournez à Guichet et recommencez. Motif à indiquer\u00a0: {error}.",
} as const;

const en: { readonly [Key in keyof typeof fr]: string } = {
  title: "Sign in to Guichet",
  watermark: "DEMONSTRATION: invented people, banks and files",
  login: "Login",
  password: "Password",
  submit: "Sign in",
  accounts: "Accounts of the demonstration",
  accountsHint: "The password of them all:",
  person: "Person",
  role: "Role",
  place: "Bank and branch",
  advisor: "advisor",
  manager: "manager",
  administrator: "administrator",
  supervisor: "regional supervisor",
  auditor: "auditor",
  support: "support",
  operator: "operator of the centre",
  everywhere: "all branches",
  wrong: "The login and the password do not match. Nothing is lost: mend them and try again.",
  wait: "Too many tries. Try again in {seconds} s.",
  code: "Six-digit code",
  verify: "Verify",
  codeHint: "Given by your authenticator application, every thirty seconds.",
  wrongCode: "This code does not fit, or was used already. Wait for the next one and try again.",
  secret: "Second factor of the demonstration",
  secretHint: "Key for an authenticator application, public as the password is:",
  codeNow: "Without an application, the code of this moment:",
  noCodeNow: "The codes of this moment were used: reload this page in thirty seconds.",
  over: "This sign-in page is no longer valid. Go back to Guichet and ask to sign in again.",
  failed: "The sign-in did not complete. Go back to Guichet and try again. Reason to quote: {error}.",
};

export type SignInWords = { readonly [Key in keyof typeof fr]: string };
export const signInWords: { readonly [L in Language]: SignInWords } = { fr, en };

/** `ui_locales` of the client first, then the browser's wish; French when neither says English. */
export function chooseLanguage(uiLocales: string | undefined, acceptLanguage: string | undefined): Language {
  const wishes = uiLocales !== undefined && uiLocales.trim() !== "" ? uiLocales.split(/\s+/) : (acceptLanguage ?? "").split(",");
  const first = wishes.map((wish) => wish.trim().slice(0, 2).toLowerCase()).find((tag) => tag === "fr" || tag === "en");
  return first === "en" ? "en" : "fr";
}
