import { Duration } from "aws-cdk-lib";
import { CachePolicy, HeadersFrameOption, ResponseHeadersPolicy, type Distribution } from "aws-cdk-lib/aws-cloudfront";
import { S3BucketOrigin } from "aws-cdk-lib/aws-cloudfront-origins";
import type { IBucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { publicDistribution, type PublicName } from "./public-distribution.ts";

export type Downloads = { readonly bucket: IBucket; readonly logs: IBucket; readonly name: PublicName | undefined };

/** Manifests change when a release is promoted or halted: nobody may be served an old one for longer. */
export const MANIFEST_SECONDS = 60;

/** The installers and their manifests. */
export function releasesDistribution(scope: Construct, id: string, { bucket, logs, name }: Downloads): Distribution {
  const origin = S3BucketOrigin.withOriginAccessControl(bucket);
  const headers = new ResponseHeadersPolicy(scope, `${id}Headers`, {
    securityHeadersBehavior: {
      contentTypeOptions: { override: true },
      strictTransportSecurity: { accessControlMaxAge: Duration.days(365), includeSubdomains: false, override: true },
      frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
      contentSecurityPolicy: { contentSecurityPolicy: "default-src 'none'; frame-ancestors 'none'", override: true },
    },
  });
  const brief = new CachePolicy(scope, `${id}Manifests`, { minTtl: Duration.seconds(0), defaultTtl: Duration.seconds(MANIFEST_SECONDS), maxTtl: Duration.seconds(MANIFEST_SECONDS) });
  return publicDistribution(scope, id, {
    comment: "Guichet: installers and their manifests",
    origin, headers, logs, name, compress: false,
    cache: CachePolicy.CACHING_OPTIMIZED,
    caches: { "*.json": brief, "*.yml": brief, "*.sig": brief },
    everywhere: "Installers are public; a bank's branch overseas or an administrator abroad has them too.",
  });
}
