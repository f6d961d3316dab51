import { InvalidArgumentError, Option, type Command } from "commander";
import { publishWords, type PublishWords } from "../../../shared/i18n/publish-words.ts";
import { channels, type Channel, type Manifest } from "../../../shared/release/manifest.ts";
import { releaseFault } from "../../../shared/release/fault.ts";
import type { AddCommand } from "../commands.ts";
import { addSignerOptions, chooseSigner, type SignerOptions } from "../choose-signer.ts";
import { EXIT, ToldExit } from "../exit-codes.ts";
import { signBytes, type ReleaseSigner } from "../signer.ts";
import type { Surroundings } from "../surroundings.ts";
import { readChannel } from "./channel.ts";
import { checkFilesThere } from "./check-content.ts";
import { addPlaceOptions, type PlaceOptions, withPlace } from "./place-options.ts";
import { PublishStop } from "./publish-stop.ts";
import { halted, moved, raised } from "./reissue.ts";
import { reissueChannel } from "./reissue-channel.ts";

type PromoteOptions = PlaceOptions & SignerOptions & { readonly channel: Channel; readonly from?: Channel; readonly staging: number; readonly resume?: true };
type HaltOptions = PlaceOptions & SignerOptions & { readonly channel: Channel };

/** Others may write meanwhile; a halt signs again over what they wrote, so often. */
const haltAttempts = 10;

function started(program: Command, name: "promote" | "halt", around: Parameters<AddCommand>[1], words: PublishWords): Command {
  const command = program.command(name).description(words.say(`${name}.description`)).addOption(new Option("--channel <name>", around.words.say("option.channel")).choices(channels).makeOptionMandatory());
  return addSignerOptions(addPlaceOptions(command, words), around.words);
}

export const addPromoteCommand: AddCommand = (program, around, run) => {
  const words = publishWords(around.words.language);
  started(program, "promote", around, words)
    .addOption(new Option("--from <name>", words.say("option.from")).choices(channels))
    .requiredOption("--staging <n>", around.words.say("option.staging"), (text) => {
      const staging = /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN;
      if (staging <= 100) return staging;
      throw new InvalidArgumentError(around.words.reason(releaseFault("bad-staging", "--staging")));
    })
    .option("--resume", words.say("option.resume"))
    .action((options: PromoteOptions) => run(() =>
      withPlace(around, options, async ({ place, check }) => {
        const { channel, from, staging } = options;
        const done = await reissueChannel({
          place, check, channel, dryRun: options.dryRun === true, attempts: 1, everything: from !== undefined, sign: signingWith(options, around),
          next: async (state) => {
            const current = state.kind === "published" ? state.manifest : undefined;
            const next = from === undefined || from === channel ? raised(need(current, channel), staging, around.nowMs(), options.resume === true) : moved(need(await offered(from), from), channel, current, staging, around.nowMs());
            await checkFilesThere(place, next);
            return next;
          },
        });
        if (!done.ok) return around.refuse(done.error);
        const told = facts(done.value);
        return around.answer(words.say(options.dryRun === true ? "promote.dry" : "promote.done", told), { [options.dryRun === true ? "planned" : "promoted"]: told });

        async function offered(other: Channel): Promise<Manifest | undefined> {
          const state = await readChannel(place, other);
          return state.kind === "published" ? state.manifest : undefined;
        }
      })));
};

export const addHaltCommand: AddCommand = (program, around, run) => {
  const words = publishWords(around.words.language);
  started(program, "halt", around, words).action((options: HaltOptions) => run(() =>
    withPlace(around, options, async ({ place, check }) => {
      const { channel } = options;
      const done = await reissueChannel({
        place, check, channel, dryRun: options.dryRun === true, attempts: haltAttempts, everything: false, sign: signingWith(options, around),
        next: async (state) => {
          const current = need(state.kind === "published" ? state.manifest : undefined, channel);
          return current.staging === 0 ? undefined : halted(current, around.nowMs());
        },
      });
      if (!done.ok) return around.refuse(done.error);
      if (done.value === undefined) return around.answer(words.say("halt.already", { channel }), { halted: { channel, already: true } });
      const told = facts(done.value);
      return around.answer(words.say(options.dryRun === true ? "halt.dry" : "halt.done", told), { [options.dryRun === true ? "planned" : "halted"]: told });
    })));
};

/** Opens the signer at the first signature, and keeps it for the next. Throws ToldExit when it cannot sign. */
function signingWith(options: SignerOptions, around: Surroundings): (manifest: Uint8Array) => Promise<string> {
  let signer: ReleaseSigner | undefined;
  return async (manifest) => {
    signer ??= await chooseSigner(options, around);
    return signBytes(manifest, signer).catch((error: unknown) => {
      throw new ToldExit(EXIT.key, around.words.say("sign.signerFailed", { program: options.signer ?? options.key ?? "", why: error instanceof Error ? error.message : String(error) }));
    });
  };
}

function need(manifest: Manifest | undefined, channel: Channel): Manifest {
  if (manifest === undefined) throw new PublishStop("nothing-published", channel);
  return manifest;
}

const facts = (manifest: Manifest | undefined): { readonly version: string; readonly channel: string; readonly staging: number } => ({ version: manifest?.version ?? "", channel: manifest?.channel ?? "", staging: manifest?.staging ?? 0 });
