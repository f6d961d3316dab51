import { Duration } from "aws-cdk-lib";
import type { ICertificate } from "aws-cdk-lib/aws-certificatemanager";
import { AllowedMethods, CachePolicy, Distribution, HeadersFrameOption, HttpVersion, PriceClass, ResponseHeadersPolicy, SecurityPolicyProtocol, ViewerProtocolPolicy, type BehaviorOptions } from "aws-cdk-lib/aws-cloudfront";
import { S3BucketOrigin } from "aws-cdk-lib/aws-cloudfront-origins";
import type { IBucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { acknowledge } from "../acknowledge.ts";

export type Downloads = {
  readonly bucket: IBucket;
  readonly logs: IBucket;
  /** Undefined: under CloudFront's own name, without a firewall. */
  readonly name?: { readonly domain: string; readonly certificate: ICertificate; readonly firewallArn: string };
};

/** Manifests change when a release is promoted or halted: nobody may be served an old one for longer. */
const MANIFEST_SECONDS = 60;

/** CloudFront before the releases, which only it may read. GET and HEAD, HTTPS, nothing of the asker passed on. */
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
  const behaviour = (cachePolicy: BehaviorOptions["cachePolicy"]): BehaviorOptions => ({
    origin, allowedMethods: AllowedMethods.ALLOW_GET_HEAD, viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY, compress: false, responseHeadersPolicy: headers,
    ...(cachePolicy === undefined ? {} : { cachePolicy }),
  });
  const short = new CachePolicy(scope, `${id}Manifests`, { minTtl: Duration.seconds(0), defaultTtl: Duration.seconds(MANIFEST_SECONDS), maxTtl: Duration.seconds(MANIFEST_SECONDS) });
  const brief = behaviour(short);
  const distribution = new Distribution(scope, id, {
    comment: "Guichet: installers and their manifests",
    defaultBehavior: behaviour(CachePolicy.CACHING_OPTIMIZED),
    additionalBehaviors: { "*.json": brief, "*.yml": brief, "*.sig": brief },
    httpVersion: HttpVersion.HTTP2_AND_3,
    priceClass: PriceClass.PRICE_CLASS_100,
    minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
    enableLogging: true,
    logBucket: logs,
    logIncludesCookies: false,
    errorResponses: [{ httpStatus: 403, ttl: Duration.seconds(10) }], // what is not there, S3 answers with 403
    ...(name === undefined ? {} : { domainNames: [name.domain], certificate: name.certificate, webAclId: name.firewallArn }),
  });
  acknowledge(distribution, {
    "AwsSolutions-CFR1": "Installers are public; a bank's branch overseas or an administrator abroad has them too.",
    ...(name === undefined ? {
      "AwsSolutions-CFR2": "No firewall is given for this environment, whose files are public and of no use to anybody.",
      "AwsSolutions-CFR4": "Under CloudFront's own name its certificate decides the TLS version.",
    } : {}),
  });
  return distribution;
}
