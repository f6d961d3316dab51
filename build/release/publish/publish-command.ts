import { publishWords } from "../../../shared/i18n/publish-words.ts";
import type { AddCommand } from "../commands.ts";
import { EXIT } from "../exit-codes.ts";
import { addPlaceOptions, type PlaceOptions, withPlace } from "./place-options.ts";
import { type FileStep, publishRelease } from "./publish-release.ts";

type PublishOptions = PlaceOptions & { readonly repair?: true };

/** `publish FOLDER`, and `roll-forward FOLDER`, which is the same behind a release that was halted. */
const addPublishing = (name: "publish" | "roll-forward"): AddCommand => (program, around, run) => {
  const words = publishWords(around.words.language);
  const { say } = words;
  const command = program.command(name).description(say(`${name}.description`)).argument(`<${around.words.say("arg.folder")}>`);
  if (name === "publish") command.option("--repair", say("option.repair"));
  addPlaceOptions(command, words).action((folder: string, options: PublishOptions) => run(() =>
    withPlace(around, options, async ({ place, check, tell }) => {
      const dryRun = options.dryRun === true;
      const onFile = ({ name: file, standing, partsThere, parts }: FileStep): void => tell(say(`step.${standing}`, { name: file, there: partsThere, parts }));
      const done = await publishRelease({ place, check, folder, dryRun, mayRepair: options.repair === true, rollsForward: name === "roll-forward", onBytes: check.onBytes, onFile });
      if (!done.ok) return around.refuse(done.error);
      const { manifest: { version, channel, staging }, files, head } = done.value;
      const sent = files.filter(({ standing }) => standing !== "there").length;
      const text = say(dryRun ? "publish.dry" : head === "there" ? "publish.again" : "publish.done", { version, channel, staging, sent, count: files.length, address: check.address });
      around.answer(text, { [dryRun ? "planned" : "published"]: { version, channel, staging, head, files } });
      return EXIT.done;
    })));
};

export const addPublishCommand = addPublishing("publish");
export const addRollForwardCommand = addPublishing("roll-forward");
