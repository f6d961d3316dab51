import { createHash } from "node:crypto";
import type { InventedPeople } from "./invented-people.ts";
import { signInStyle } from "./sign-in-style.ts";
import { signInWords, type Language, type SignInWords } from "./sign-in-words.ts";

export type Page = { readonly html: string; readonly headers: { readonly [name: string]: string } };

/** Chromium applies form-action to the redirects after the form too: the way back to the workstation must stand in it. */
const POLICY = [
  "default-src 'none'", `style-src 'sha256-${createHash("sha256").update(signInStyle).digest("base64")}'`,
  "form-action 'self' http://127.0.0.1:* guichet:", "frame-ancestors 'none'", "base-uri 'none'",
].join("; ");
const headers = {
  "content-type": "text/html; charset=utf-8", "content-security-policy": POLICY, "cache-control": "no-store",
  "referrer-policy": "no-referrer", "x-content-type-options": "nosniff", "x-frame-options": "DENY",
};

export type SignInForm = { readonly language: Language; readonly login: string; readonly fault: string | undefined };

/** The sign-in form: fields `login` and `password`, posted to its own address. */
export function signInPage(people: InventedPeople, { language, login, fault }: SignInForm): Page {
  const words = signInWords[language];
  const described = fault === undefined ? "" : ' aria-describedby="fault" aria-invalid="true"';
  return page(language, `
    ${fault === undefined ? "" : `<p id="fault" class="fault" role="alert">${escape(fault)}</p>`}
    <form method="post" autocomplete="on">
      <label for="login">${words.login}</label>
      <input id="login" name="login" type="text" value="${escape(login)}" autocomplete="username" autocapitalize="none" spellcheck="false" required autofocus${described}>
      <label for="password">${words.password}</label>
      <input id="password" name="password" type="password" autocomplete="current-password" required${described}>
      <button type="submit">${words.submit}</button>
    </form>
    <h2>${words.accounts}</h2>
    <p>${words.accountsHint} <code>${people.password}</code></p>
    ${accountsTable(people, words)}`);
}

export type CodeForm = { readonly language: Language; readonly secret: { readonly text: string; readonly address: string }; readonly codeNow: string | undefined; readonly fault: string | undefined };

/** The second factor's form, after the password's: field `code`. What a demonstration publishes stands under it, the present code in `#code-now`. */
export function codePage({ language, secret, codeNow, fault }: CodeForm): Page {
  const words = signInWords[language];
  return page(language, `
    ${fault === undefined ? "" : `<p id="fault" class="fault" role="alert">${escape(fault)}</p>`}
    <form method="post" autocomplete="off">
      <label for="code">${words.code}</label>
      <input id="code" name="code" type="text" inputmode="numeric" autocomplete="one-time-code" maxlength="12" required autofocus aria-describedby="hint${fault === undefined ? "" : ' fault" aria-invalid="true'}">
      <p id="hint">${words.codeHint}</p>
      <button type="submit">${words.verify}</button>
    </form>
    <h2>${words.secret}</h2>
    <p>${words.secretHint} <a href="${escape(secret.address)}"><code>${secret.text}</code></a></p>
    <p>${codeNow === undefined ? words.noCodeNow : `${words.codeNow} <code id="code-now">${codeNow}</code>`}</p>`);
}

/** A page that only tells: the interaction is over, or the provider refused the request. `error` is a code of OAuth, not a sentence. */
export const errorPage = (language: Language, error: string): Page =>
  page(language, `<p class="fault" role="alert">${escape(signInWords[language].failed.replace("{error}", error))}</p>`);
export const overPage = (language: Language): Page => page(language, `<p class="fault" role="alert">${escape(signInWords[language].over)}</p>`);

function accountsTable({ people }: InventedPeople, words: SignInWords): string {
  const rows = people.map(({ login, name, role, bank, branch }) =>
    `<tr><th scope="row"><code>${login}</code></th><td>${escape(name)}</td><td>${words[role]}</td><td>${escape(bank === "" ? "" : `${bank}, ${branch === "" ? words.everywhere : branch}`)}</td></tr>`);
  return `<table><thead><tr><th scope="col">${words.login}</th><th scope="col">${words.person}</th><th scope="col">${words.role}</th><th scope="col">${words.place}</th></tr></thead><tbody>${rows.join("")}</tbody></table>`;
}

function page(language: Language, body: string): Page {
  const words = signInWords[language];
  return {
    headers,
    html: `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${words.title}</title><style>${signInStyle}</style></head><body><header class="watermark">${words.watermark}</header><main><h1>${words.title}</h1>${body}</main></body></html>`,
  };
}

const escape = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;").replaceAll("'", "&#39;");
