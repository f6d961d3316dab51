import { Yaml } from "cdk8s";
import { z } from "zod";

const need = z.union([z.string(), z.strictObject({ job: z.string() })]);
const rule = z.strictObject({ if: z.string(), when: z.enum(["manual", "on_success", "never", "always"]).optional(), allow_failure: z.boolean().optional() });
/** The words of a job that this pipeline uses; GitLab's own schema judges them too (gitlab-schema.synth.test.ts). */
const jobGate = z.strictObject({
  stage: z.string(), extends: z.string(), needs: z.array(need), script: z.array(z.string()).min(1), before_script: z.array(z.string()), rules: z.array(rule).min(1),
  image: z.union([z.string(), z.strictObject({ name: z.string(), entrypoint: z.array(z.string()) })]),
  variables: z.record(z.string(), z.string()), allow_failure: z.strictObject({ exit_codes: z.array(z.number()) }), cache: z.unknown(), timeout: z.string(), interruptible: z.boolean(), resource_group: z.string(),
  parallel: z.strictObject({ matrix: z.array(z.record(z.string(), z.array(z.string()).min(1))).min(1) }),
  artifacts: z.strictObject({ paths: z.array(z.string()).optional(), reports: z.strictObject({ cyclonedx: z.array(z.string()) }).optional(), expose_as: z.string().optional(), expire_in: z.string() }),
  environment: z.strictObject({ name: z.enum(["staging", "production"]), url: z.string(), deployment_tier: z.literal("production").optional(), action: z.enum(["start", "stop", "prepare", "verify", "access"]).optional() }),
  id_tokens: z.record(z.string(), z.strictObject({ aud: z.string() })),
}).partial();
export type Job = z.infer<typeof jobGate>;

const pipelineGate = z.looseObject({ stages: z.array(z.string()), workflow: z.unknown(), variables: z.record(z.string(), z.string()), default: z.unknown() });

export type Pipeline = Readonly<Pick<z.infer<typeof pipelineGate>, "stages" | "workflow" | "variables" | "default">> & {
  /** By name, templates left out, each with what it extends. */
  readonly jobs: ReadonlyMap<string, Job>;
};

export function readPipeline(path = ".gitlab-ci.yml"): Pipeline {
  const { stages, workflow, variables, default: defaults, ...rest } = pipelineGate.parse(Yaml.load(path)[0]);
  const written = z.record(z.string(), jobGate).parse(Object.fromEntries(Object.entries(rest).filter(([, job]) => !Array.isArray(job))));
  const whole = (job: Job): Job => (job.extends === undefined ? job : { ...whole(written[job.extends] ?? {}), ...job });
  const jobs = new Map(Object.entries(written).filter(([name]) => !name.startsWith(".")).map(([name, job]) => [name, whole(job)]));
  return { stages, workflow, variables, default: defaults, jobs };
}

export const needsOf = (job: Job): readonly string[] => (job.needs ?? []).map((each) => (typeof each === "string" ? each : each.job));
export const linesOf = (job: Job): readonly string[] => [...(job.before_script ?? []), ...(job.script ?? [])];

/** One run of a job, named as GitLab names it, with the variables that tell it from its twins. */
export type Run = { readonly name: string; readonly job: string; readonly variables: Readonly<Record<string, string>> };

export function runsOf(name: string, { parallel }: Job): readonly Run[] {
  if (parallel === undefined) return [{ name, job: name, variables: {} }];
  const combinations = parallel.matrix.flatMap((row) => Object.entries(row).reduce<readonly Readonly<Record<string, string>>[]>((made, [key, values]) => made.flatMap((one) => values.map((value) => ({ ...one, [key]: value }))), [{}]));
  return combinations.map((variables) => ({ name: `${name}: [${Object.values(variables).join(", ")}]`, job: name, variables }));
}
