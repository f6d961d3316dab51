import { Duration } from "aws-cdk-lib";
import { OidcProviderNative, OpenIdConnectPrincipal, PolicyStatement, Role } from "aws-cdk-lib/aws-iam";
import type { Repository } from "aws-cdk-lib/aws-ecr";
import type { Construct } from "constructs";
import { acknowledge } from "../acknowledge.ts";
import { REGION } from "../environment.ts";
import { namesOf, type Placement } from "../placement.ts";

/**
 * Whom the pipeline becomes: for an hour, from the protected main branch of one project, by a token that GitLab signs. No key is kept
 * anywhere. It pushes images, starts CloudFormation through the roles that `cdk bootstrap` made, finds the cluster, and puts the page of a
 * verification where CloudFront reads it.
 */
export function deployRole(scope: Construct, id: string, placement: Placement, images: Repository): Role {
  const { site, environment } = placement;
  const { host, project } = site.gitlab;
  const provider = new OidcProviderNative(scope, `${id}Provider`, { url: `https://${host}`, clientIds: [`https://${host}`] });
  const branches = environment.name === "review" ? "*" : "main";
  const role = new Role(scope, id, {
    roleName: `guichet-${environment.name}-deploy`,
    description: "The pipeline that deploys Guichet",
    maxSessionDuration: Duration.hours(1),
    assumedBy: new OpenIdConnectPrincipal(provider, {
      StringEquals: { [`${host}:aud`]: `https://${host}` },
      StringLike: { [`${host}:sub`]: `project_path:${project}:ref_type:branch:ref:${branches}` },
    }),
  });
  images.grantPullPush(role);
  role.addToPolicy(new PolicyStatement({ sid: "Cluster", actions: ["eks:DescribeCluster"], resources: [`arn:aws:eks:${REGION}:${site.account}:cluster/${namesOf(placement).cluster}`] }));
  role.addToPolicy(new PolicyStatement({
    sid: "CloudFormation",
    actions: ["sts:AssumeRole"],
    resources: ["deploy-role", "file-publishing-role", "lookup-role"].map((name) => `arn:aws:iam::${site.account}:role/cdk-hnb659fds-${name}-${site.account}-${REGION}`),
  }));
  const page = `arn:aws:s3:::${namesOf(placement).verificationBucket}/*`;
  role.addToPolicy(new PolicyStatement({ sid: "VerificationPage", actions: ["s3:PutObject"], resources: [page] }));
  acknowledge(role, {
    [`AwsSolutions-IAM5[Resource::${page}]`]: "The page's files carry their content in their names: what is put there differs from version to version.",
    "AwsSolutions-IAM5[Resource::*]": "ecr:GetAuthorizationToken, the door of every registry, takes no resource; what it opens is said beside it.",
  });
  return role;
}
