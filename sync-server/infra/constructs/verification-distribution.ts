import { Duration } from "aws-cdk-lib";
import { CachePolicy, HeadersFrameOption, HeadersReferrerPolicy, ResponseHeadersPolicy, type Distribution } from "aws-cdk-lib/aws-cloudfront";
import { S3BucketOrigin } from "aws-cdk-lib/aws-cloudfront-origins";
import type { IBucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { WINDOW_ISOLATION, windowPolicy } from "../../../shared/bridge/window-policy.ts";
import { publicDistribution, type PublicName } from "./public-distribution.ts";

export type VerificationPage = {
  readonly bucket: IBucket;
  readonly logs: IBucket;
  readonly name: PublicName | undefined;
  /** Host of the API in Paris, the only one that the page may ask. */
  readonly api: string;
};

/** A corrected page is everywhere after this long. */
export const PAGE_SECONDS = 60;
const LASTING = Duration.days(365);

/**
 * The page where anybody verifies a registration number: three static files. What is typed into it goes to the API in Paris by POST and never
 * through CloudFront; the fragment of its address, where a document's own proof will travel, never leaves the browser.
 */
export function verificationDistribution(scope: Construct, id: string, { bucket, logs, name, api }: VerificationPage): Distribution {
  const { "cross-origin-opener-policy": opener, "cross-origin-resource-policy": resource } = WINDOW_ISOLATION;
  const headers = new ResponseHeadersPolicy(scope, `${id}Headers`, {
    securityHeadersBehavior: {
      contentTypeOptions: { override: true },
      strictTransportSecurity: { accessControlMaxAge: Duration.days(365), includeSubdomains: false, override: true },
      frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
      contentSecurityPolicy: { contentSecurityPolicy: windowPolicy(`https://${api}`), override: true },
    },
    customHeadersBehavior: {
      customHeaders: [
        { header: "cross-origin-opener-policy", value: opener, override: true },
        { header: "cross-origin-resource-policy", value: resource, override: true },
        { header: "permissions-policy", value: "camera=(), microphone=(), geolocation=(), usb=(), payment=()", override: true },
      ],
    },
  });
  const compressed = { enableAcceptEncodingGzip: true, enableAcceptEncodingBrotli: true };
  const brief = new CachePolicy(scope, `${id}Brief`, { ...compressed, minTtl: Duration.seconds(0), defaultTtl: Duration.seconds(PAGE_SECONDS), maxTtl: Duration.seconds(PAGE_SECONDS) });
  const lasting = new CachePolicy(scope, `${id}Lasting`, { ...compressed, minTtl: Duration.seconds(0), defaultTtl: LASTING, maxTtl: LASTING });
  return publicDistribution(scope, id, {
    comment: "Guichet: verification of registration numbers",
    origin: S3BucketOrigin.withOriginAccessControl(bucket),
    headers, logs, name, compress: true,
    cache: brief,
    caches: { "assets/*": lasting }, // their names carry their content
    page: "index.html",
    everywhere: "A document may have to be verified from anywhere.",
  });
}
