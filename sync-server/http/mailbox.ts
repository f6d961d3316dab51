import { isIP } from "node:net";
import type { FastifyInstance } from "fastify";
import { mailWords, renderLetter } from "../../shared/i18n/mail-words.ts";
import { isMailKind } from "../../shared/mail/mail-kinds.ts";
import type { Services } from "../domain/services.ts";
import type { HttpDeps } from "./http-deps.ts";
import { Refusal } from "./refusal.ts";

export const MAILBOX_PATH = "/demonstration/mailbox";
const LOOPBACK = /^(?:127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;
const LOCAL_NAME = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/;

/** [ML5] What a demonstration would have sent, to whoever sits at this machine. Elsewhere, and outside a demonstration, the address does not exist. */
export function registerMailbox(app: FastifyInstance, { services, accounts }: Pick<HttpDeps, "services" | "accounts">): void {
  app.get(MAILBOX_PATH, async (request, reply) => {
    const from = request.socket.remoteAddress ?? "";
    if (accounts === undefined || isIP(from) === 0 || !LOOPBACK.test(from) || !LOCAL_NAME.test(request.headers.host ?? "")) throw new Refusal({ code: "G4005" });
    const language = /^en\b/i.test(request.headers["accept-language"] ?? "") ? "en" : "fr";
    return reply.header("cache-control", "no-store").type("text/html; charset=utf-8").send(page(await services.mailbox(), language));
  });
}

type Letters = Awaited<ReturnType<Services["mailbox"]>>;
function page(letters: Letters, language: "fr" | "en"): string {
  const say = mailWords(language);
  const articles = letters.flatMap(({ kind, files, email, language: its, at }) => {
    if (!isMailKind(kind)) return [];
    const inLanguage = its === "en" ? "en" : "fr";
    const { subject, text } = renderLetter(kind, files ?? undefined, inLanguage);
    return [`<article lang="${inLanguage}"><h2>${escaped(subject)}</h2><p><time datetime="${new Date(at).toISOString()}">${new Date(at).toISOString()}</time> · ${escaped(`${say("mailbox.to")} ${email ?? ""}`)}</p><pre>${escaped(text)}</pre></article>`];
  });
  const title = escaped(say("mailbox.title"));
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title></head><body><main><h1>${title}</h1><p>${escaped(say("mailbox.lead"))}</p>${articles.length === 0 ? `<p>${escaped(say("mailbox.none"))}</p>` : articles.join("")}</main></body></html>`;
}

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
