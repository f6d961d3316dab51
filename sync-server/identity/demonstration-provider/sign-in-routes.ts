import { timingSafeEqual, createHash } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type Provider from "oidc-provider";
import { errors } from "oidc-provider";
import { z } from "zod";
import { INTERACTION_PATH } from "./configure-provider.ts";
import type { InventedPeople } from "./invented-people.ts";
import { overPage, signInPage, type Page } from "./sign-in-page.ts";
import type { SignInThrottle } from "./sign-in-throttle.ts";
import { chooseLanguage, signInWords, type Language } from "./sign-in-words.ts";

const formSchema = z.object({ login: z.string().max(200), password: z.string().max(1_000) });

/** The page where an invented person signs in. GET shows it; POST of `login` and `password` goes back to the workstation with a code. */
export function registerSignIn(app: FastifyInstance, provider: () => Promise<Provider>, people: InventedPeople, throttle: SignInThrottle): void {
  app.addContentTypeParser("application/x-www-form-urlencoded", { parseAs: "string", bodyLimit: 8_192 }, (_request, body, done) => {
    done(null, Object.fromEntries(new URLSearchParams(String(body))));
  });

  app.get(`${INTERACTION_PATH}:uid`, async (request, reply) => {
    const language = await findLanguage(await provider(), request, reply);
    if (language === undefined) return send(reply, 410, overPage(fallback(request)));
    return send(reply, 200, signInPage(people, { language, login: "", fault: undefined }));
  });

  app.post(`${INTERACTION_PATH}:uid`, async (request, reply) => {
    const found = await provider();
    const language = await findLanguage(found, request, reply);
    if (language === undefined) return send(reply, 410, overPage(fallback(request)));
    const form = formSchema.safeParse(request.body);
    const { login, password } = form.success ? form.data : { login: "", password: "" };
    const names = [`login ${login.trim().toLowerCase()}`, `address ${request.ip}`];
    const waitS = Math.max(...names.map(throttle.waitS));
    if (waitS > 0) {
      const fault = signInWords[language].wait.replace("{seconds}", String(waitS));
      return send(reply.header("retry-after", String(waitS)), 429, signInPage(people, { language, login, fault }));
    }
    const person = people.people.find((each) => each.login === login.trim().toLowerCase());
    if (person === undefined || !isSame(password, people.password)) {
      names.forEach(throttle.failed);
      return send(reply, 401, signInPage(people, { language, login, fault: signInWords[language].wrong }));
    }
    names.forEach(throttle.passed);
    reply.hijack();
    await found.interactionFinished(request.raw, reply.raw, { login: { accountId: person.id, remember: false } });
    return reply;
  });
}

/** Undefined when the interaction is over, or was begun in another browser. */
async function findLanguage(provider: Provider, request: FastifyRequest, reply: FastifyReply): Promise<Language | undefined> {
  try {
    const { params } = await provider.interactionDetails(request.raw, reply.raw);
    const locales = params["ui_locales"];
    return chooseLanguage(typeof locales === "string" ? locales : undefined, request.headers["accept-language"]);
  } catch (error) {
    if (error instanceof errors.SessionNotFound) return undefined;
    throw error;
  }
}

const fallback = (request: FastifyRequest): Language => chooseLanguage(undefined, request.headers["accept-language"]);
const send = (reply: FastifyReply, status: number, page: Page): FastifyReply => reply.code(status).headers(page.headers).send(page.html);
const isSame = (a: string, b: string): boolean => timingSafeEqual(createHash("sha256").update(a).digest(), createHash("sha256").update(b).digest());
