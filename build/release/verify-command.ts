import { Option } from "commander";
import { formats } from "../../shared/i18n/format.ts";
import { channels, type Channel } from "../../shared/release/manifest.ts";
import { createByteProgress } from "./byte-progress.ts";
import type { AddCommand } from "./commands.ts";
import { folderSource, webSource } from "./release-source.ts";
import { verifyRelease } from "./verify-release.ts";

type VerifyOptions = { readonly channel?: Channel; readonly allowTestAuthority?: true };

export const addVerifyCommand: AddCommand = (program, around, run) => {
  const { say } = around.words;
  program
    .command("verify")
    .description(say("verify.description"))
    .argument(`<${say("arg.source")}>`)
    .addOption(new Option("--channel <name>", say("option.channel")).choices(channels))
    .option("--allow-test-authority", say("option.allowTest"))
    .action((place: string, options: VerifyOptions) => run(async () => {
      const isWeb = /^[a-z][a-z0-9+.-]+:\/\//i.test(place);
      const channel = options.channel ?? (isWeb ? "stable" : undefined);
      const source = isWeb ? webSource(place, channel ?? "stable", around.fetch) : { ok: true as const, value: folderSource(place) };
      if (!source.ok) return around.refuse([source.error]);
      const progress = createByteProgress(around.stderr, around.words);
      const build = options.allowTestAuthority === true ? "development" : "release";
      const verified = await verifyRelease(source.value, { trust: { keys: around.keys, build }, nowMs: around.nowMs(), onBytes: progress.onBytes, ...(channel === undefined ? {} : { channel }) });
      progress.end();
      if (!verified.ok) {
        if (!around.json) around.stderr.write(`${say("verify.failed", { count: verified.error.length })}\n`);
        return around.refuse(verified.error);
      }
      const { manifest: { version, channel: own, staging, expiresAt, files }, key } = verified.value;
      if (key.authority === "test") around.stderr.write(`${say("sign.testAuthority")}\n`);
      if (isWeb) around.stderr.write(`${say("verify.noList")}\n`);
      const total = files.reduce((sum, { size }) => sum + size, 0);
      const bytes = `${formats[around.words.language].count(Math.ceil(total / 1_000))} ${around.words.language === "fr" ? "ko" : "kB"}`;
      return around.answer(say("verify.done", { version, channel: own, staging, expires: expiresAt, key: key.id, count: files.length, bytes }), { verified: { version, channel: own, staging, expiresAt, key: key.id, files: files.length, bytes: total } });
    }));
};
