import { App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import type { Placement } from "./placement.ts";
import { DataStack } from "./stacks/data-stack.ts";
import { EdgeStack } from "./stacks/edge-stack.ts";
import { ServiceStack } from "./stacks/service-stack.ts";

/** The whole of an environment, ready to synthesise into `outdir`. */
export function createApp(placement: Placement, outdir: string | undefined): App {
  const app = new App({
    analyticsReporting: false,
    ...(outdir === undefined ? {} : { outdir }),
    postCliContext: {},
    context: {
      "@aws-cdk/core:defaultCrossStackReferences": "strong", // what another stack stands on can't be removed under it
      "@aws-cdk/core:validateAgainstDefaultRules": true,
      "@aws-cdk/aws-iam:minimizePolicies": true,
      "@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy": true,
      "@aws-cdk/aws-ec2:ebsDefaultGp3Volume": true,
      "@aws-cdk/aws-secretsmanager:useAttachedSecretResourcePolicyForSecretTargetAttachments": true,
    },
  });
  const data = new DataStack(app, placement);
  new ServiceStack(app, placement, data);
  new EdgeStack(app, placement, data);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app, { writeSuppressionsToCloudFormation: true }));
  return app;
}
