import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type Provider from "oidc-provider";
import { errors } from "oidc-provider";
import { z } from "zod";
import { isSameSecret } from "../../domain/same-secret.ts";
import { SECOND_FACTOR } from "./client.ts";
import { INTERACTION_PATH } from "./configure-provider.ts";
import type { InventedPeople, InventedPerson } from "./invented-people.ts";
import type { SecondFactor } from "./second-factor.ts";
import { codePage, overPage, signInPage, type Page } from "./sign-in-page.ts";
import type { SignInThrottle } from "./sign-in-throttle.ts";
import { chooseLanguage, signInWords, type Language } from "./sign-in-words.ts";

const formSchema = z.object({ login: z.string().max(200), password: z.string().max(1_000) });
const codeSchema = z.object({ code: z.string().max(20) });

export type SignInParts = {
  readonly provider: () => Promise<Provider>;
  readonly people: InventedPeople;
  readonly throttle: SignInThrottle;
  /** Undefined: the password is enough. */
  readonly secondFactor: SecondFactor | undefined;
};

/** Sign-ins half-way through, at most: the oldest begins again. */
const MAX_HALF_WAY = 1_000;

/**
 * The pages where an invented person signs in. GET shows the form; POST of `login` and `password` goes back to the workstation with a code, or
 * shows the second factor's form, whose POST of `code` does.
 */
export function registerSignIn(app: FastifyInstance, { provider, people, throttle, secondFactor }: SignInParts): void {
  /** Whose password was right, by interaction. A restart forgets them: the form is shown again. */
  const halfWay = new Map<string, InventedPerson>();
  app.addContentTypeParser("application/x-www-form-urlencoded", { parseAs: "string", bodyLimit: 8_192 }, (_request, body, done) => {
    done(null, Object.fromEntries(new URLSearchParams(String(body))));
  });
  const showCode = (reply: FastifyReply, status: number, language: Language, factor: SecondFactor, person: InventedPerson, fault?: string): FastifyReply =>
    send(reply, status, codePage({ language, secret: factor.secretOf(person), codeNow: factor.codeNow(person), fault }));
  const finish = async (request: FastifyRequest, reply: FastifyReply, uid: string, person: InventedPerson): Promise<FastifyReply> => {
    halfWay.delete(uid);
    reply.hijack();
    const how = secondFactor === undefined ? { amr: ["pwd"] } : { amr: ["pwd", "otp", "mfa"], acr: SECOND_FACTOR };
    await (await provider()).interactionFinished(request.raw, reply.raw, { login: { accountId: person.id, remember: false, ...how } });
    return reply;
  };

  app.get(`${INTERACTION_PATH}:uid`, async (request, reply) => {
    const found = await findInteraction(await provider(), request, reply);
    if (found === undefined) return send(reply, 410, overPage(fallback(request)));
    const person = halfWay.get(found.uid);
    if (person !== undefined && secondFactor !== undefined) return showCode(reply, 200, found.language, secondFactor, person);
    return send(reply, 200, signInPage(people, { language: found.language, login: "", fault: undefined }));
  });

  app.post(`${INTERACTION_PATH}:uid`, async (request, reply) => {
    const found = await findInteraction(await provider(), request, reply);
    if (found === undefined) return send(reply, 410, overPage(fallback(request)));
    const { uid, language } = found;
    const words = signInWords[language];
    const half = halfWay.get(uid);
    const given = codeSchema.safeParse(request.body);
    if (half !== undefined && secondFactor !== undefined && given.success) {
      const names = [`code ${half.id}`, `address ${request.ip}`];
      const waitS = Math.max(...names.map(throttle.waitS));
      if (waitS > 0) return showCode(reply.header("retry-after", String(waitS)), 429, language, secondFactor, half, words.wait.replace("{seconds}", String(waitS)));
      if (!secondFactor.takes(half, given.data.code)) {
        names.forEach(throttle.failed);
        return showCode(reply, 401, language, secondFactor, half, words.wrongCode);
      }
      names.forEach(throttle.passed);
      return await finish(request, reply, uid, half);
    }
    const form = formSchema.safeParse(request.body);
    const { login, password } = form.success ? form.data : { login: "", password: "" };
    const names = [`login ${login.trim().toLowerCase()}`, `address ${request.ip}`];
    const waitS = Math.max(...names.map(throttle.waitS));
    if (waitS > 0) return send(reply.header("retry-after", String(waitS)), 429, signInPage(people, { language, login, fault: words.wait.replace("{seconds}", String(waitS)) }));
    const person = people.people.find((each) => each.login === login.trim().toLowerCase());
    if (person === undefined || !isSameSecret(password, people.password)) {
      names.forEach(throttle.failed);
      return send(reply, 401, signInPage(people, { language, login, fault: words.wrong }));
    }
    names.forEach(throttle.passed);
    if (secondFactor === undefined) return await finish(request, reply, uid, person);
    const [oldest] = halfWay.keys();
    if (halfWay.size >= MAX_HALF_WAY && oldest !== undefined) halfWay.delete(oldest);
    halfWay.set(uid, person);
    return showCode(reply, 200, language, secondFactor, person);
  });
}

/** Undefined when the interaction is over, or was begun in another browser. */
async function findInteraction(provider: Provider, request: FastifyRequest, reply: FastifyReply): Promise<{ readonly uid: string; readonly language: Language } | undefined> {
  try {
    const { uid, params } = await provider.interactionDetails(request.raw, reply.raw);
    const locales = params["ui_locales"];
    return { uid, language: chooseLanguage(typeof locales === "string" ? locales : undefined, request.headers["accept-language"]) };
  } catch (error) {
    if (error instanceof errors.SessionNotFound) return undefined;
    throw error;
  }
}

const fallback = (request: FastifyRequest): Language => chooseLanguage(undefined, request.headers["accept-language"]);
const send = (reply: FastifyReply, status: number, page: Page): FastifyReply => reply.code(status).headers(page.headers).send(page.html);
