import { type Command, InvalidArgumentError } from "commander";
import { publishWords, type PublishWords } from "../../../shared/i18n/publish-words.ts";
import { readReleaseAddress } from "../../../shared/release/address.ts";
import { createByteProgress } from "../byte-progress.ts";
import { EXIT, ToldExit, type ExitCode } from "../exit-codes.ts";
import type { Surroundings } from "../surroundings.ts";
import type { ReleasePlace } from "./channel.ts";
import { PublishStop } from "./publish-stop.ts";
import { openS3Store } from "./s3-store.ts";
import type { PublicCheck } from "./verify-public.ts";

/** Where releases lie and are looked at from: an option, else its environment variable, else the default. */
export type PlaceOptions = { readonly bucket?: string; readonly prefix?: string; readonly region?: string; readonly endpoint?: string; readonly public?: string; readonly wait: number; readonly dryRun?: true; readonly allowTestAuthority?: true };

/** Paris. */
const usualRegion = "eu-west-3";
const usualPrefix = "releases";
/** A cache in front keeps a manifest for a minute at most. */
const usualWaitS = 90;
const longestWaitS = 3600;

export function addPlaceOptions(command: Command, { say }: PublishWords): Command {
  return command
    .option("--bucket <name>", say("option.bucket"))
    .option("--prefix <path>", say("option.prefix"))
    .option("--region <name>", say("option.region"))
    .option("--endpoint <url>", say("option.endpoint"))
    .option("--public <url>", say("option.public"))
    .option("--wait <seconds>", say("option.wait"), (text) => {
      const seconds = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
      if (seconds <= longestWaitS) return seconds;
      throw new InvalidArgumentError(say("option.wait"));
    }, usualWaitS)
    .option("--dry-run", say("option.dryRun"))
    .option("--allow-test-authority", say("option.allowTest"));
}

export type Opened = { readonly place: ReleasePlace; readonly check: PublicCheck; readonly words: PublishWords; readonly tell: (line: string) => void };

/** Opens the store, does the work, tells why it stopped, closes. */
export async function withPlace(around: Surroundings, options: PlaceOptions & { readonly testAuthority?: true }, work: (opened: Opened) => Promise<ExitCode>): Promise<ExitCode> {
  const words = publishWords(around.words.language);
  const { env } = around;
  const bucket = options.bucket ?? env["GUICHET_RELEASE_BUCKET"];
  if (bucket === undefined || bucket === "") throw new ToldExit(EXIT.usage, words.say("usage.bucket"));
  const prefix = (options.prefix ?? env["GUICHET_RELEASE_PREFIX"] ?? usualPrefix).replaceAll(/^\/+|\/+$/g, "");
  if (!/^(?:[A-Za-z0-9._-]+(?:\/[A-Za-z0-9._-]+)*)?$/.test(prefix) || prefix.includes("..")) throw new ToldExit(EXIT.usage, words.say("usage.prefix", { prefix }));
  const address = readReleaseAddress(options.public ?? env["GUICHET_RELEASE_PUBLIC"] ?? "", true);
  if (address === undefined) throw new ToldExit(EXIT.usage, words.say("usage.public"));
  const asked = options.endpoint ?? env["GUICHET_RELEASE_ENDPOINT"];
  const endpoint = asked === undefined || asked === "" ? undefined : readReleaseAddress(asked, true);
  if (endpoint === undefined && asked !== undefined && asked !== "") throw new ToldExit(EXIT.usage, words.say("usage.endpoint", { endpoint: asked }));
  const build = options.allowTestAuthority === true || options.testAuthority === true ? "development" : "release";
  const trust = { keys: around.keys, build } as const;
  const progress = createByteProgress(around.stderr, around.words);
  const store = openS3Store({ bucket, region: options.region ?? env["GUICHET_RELEASE_REGION"] ?? usualRegion, endpoint, credentials: credentialsOf(env) });
  const tell = (line: string): void => void around.stderr.write(`${line}\n`);
  try {
    return await work({
      words,
      tell,
      place: { store, prefix, trust },
      check: { address, fetch: around.fetch, trust, nowMs: around.nowMs, waitMs: options.wait * 1000, onBytes: progress.onBytes, onWait: () => tell(words.say("step.wait", { address, seconds: options.wait })) },
    });
  } catch (error) {
    if (error instanceof PublishStop) return tellStop(around, words, error);
    throw error;
  } finally {
    progress.end();
    store.close();
  }
}

function tellStop(around: Surroundings, words: PublishWords, { reason, at }: PublishStop): ExitCode {
  const message = words.stop(reason, at);
  if (around.json) around.answer("", { refused: [{ reason, at, message }] });
  else around.stderr.write(`${message}\n`);
  if (reason === "crossed") return EXIT.crossed;
  if (reason === "denied") return EXIT.denied;
  return reason === "store-unreachable" ? EXIT.unreachable : EXIT.refused;
}

function credentialsOf(env: Surroundings["env"]): { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string } | undefined {
  const [accessKeyId, secretAccessKey, sessionToken] = [env["AWS_ACCESS_KEY_ID"], env["AWS_SECRET_ACCESS_KEY"], env["AWS_SESSION_TOKEN"]];
  if (accessKeyId === undefined || secretAccessKey === undefined) return undefined;
  return { accessKeyId, secretAccessKey, ...(sessionToken === undefined || sessionToken === "" ? {} : { sessionToken }) };
}
