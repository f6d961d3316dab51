import { Duration } from "aws-cdk-lib";
import type { ICertificate } from "aws-cdk-lib/aws-certificatemanager";
import { AllowedMethods, Distribution, HttpVersion, PriceClass, SecurityPolicyProtocol, ViewerProtocolPolicy, type BehaviorOptions, type ICachePolicy, type IOrigin, type ResponseHeadersPolicy } from "aws-cdk-lib/aws-cloudfront";
import type { IBucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { acknowledge } from "../acknowledge.ts";

export type PublicName = { readonly domain: string; readonly certificate: ICertificate; readonly firewallArn: string };

export type PublicFiles = {
  readonly comment: string;
  readonly origin: IOrigin;
  readonly headers: ResponseHeadersPolicy;
  readonly compress: boolean;
  readonly cache: ICachePolicy;
  /** Where paths are cached otherwise. */
  readonly caches: Readonly<Record<string, ICachePolicy>>;
  /** What `/` answers; nothing when not given. */
  readonly page?: string;
  readonly logs: IBucket;
  /** Undefined: under CloudFront's own name, without a firewall. */
  readonly name: PublicName | undefined;
  /** Why it answers in every country. */
  readonly everywhere: string;
};

/** CloudFront before public files, which only it may read. GET and HEAD, HTTPS, nothing of the asker passed on, and nothing of her address's query cached. */
export function publicDistribution(scope: Construct, id: string, { comment, origin, headers, compress, cache, caches, page, logs, name, everywhere }: PublicFiles): Distribution {
  const behaviour = (cachePolicy: ICachePolicy): BehaviorOptions => ({
    origin, allowedMethods: AllowedMethods.ALLOW_GET_HEAD, viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY, compress, responseHeadersPolicy: headers, cachePolicy,
  });
  const distribution = new Distribution(scope, id, {
    comment,
    defaultBehavior: behaviour(cache),
    additionalBehaviors: Object.fromEntries(Object.entries(caches).map(([path, policy]) => [path, behaviour(policy)])),
    ...(page === undefined ? {} : { defaultRootObject: page }),
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
    "AwsSolutions-CFR1": everywhere,
    ...(name === undefined ? {
      "AwsSolutions-CFR2": "No firewall is given for this environment, whose files are public and of no use to anybody.",
      "AwsSolutions-CFR4": "Under CloudFront's own name its certificate decides the TLS version.",
    } : {}),
  });
  return distribution;
}
