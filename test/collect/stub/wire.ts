import type { IncomingMessage } from "node:http";

/** A request of an SDK, understood. */
export interface StubRequest {
  /** As in the scope of the signature: `organizations`, `iam`, `ec2`. */
  readonly service: string;
  /** As AWS names it: `ListRoots`. */
  readonly operation: string;
  readonly region: string;
  /** Whose credentials signed it; see `accessKeyOf`. */
  readonly accessKey: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/** What the stub sends back. */
export type Reply =
  | { readonly kind: "answer"; readonly body: Wire }
  | {
      readonly kind: "error";
      readonly code: string;
      readonly status: number;
      readonly message: string;
    }
  /** Not what AWS sends. */
  | { readonly kind: "text"; readonly text: string }
  /** The connection ends in the middle of the answer. */
  | { readonly kind: "cut"; readonly body: Wire };

/** A response's fields in the spelling of the wire. */
export type Wire = string | number | boolean | readonly Wire[] | { readonly [key: string]: Wire };

/** The paths of services that have no names of operations in their requests. */
const routes: readonly (readonly [service: string, pattern: RegExp, operation: string])[] = [
  ["eks", /^\/clusters$/, "ListClusters"],
  ["eks", /^\/clusters\/(?<name>[^/]+)$/, "DescribeCluster"],
  ["eks", /^\/clusters\/(?<name>[^/]+)\/addons$/, "ListAddons"],
  ["eks", /^\/clusters\/(?<name>[^/]+)\/addons\/(?<addon>[^/]+)$/, "DescribeAddon"],
  ["guardduty", /^\/detector$/, "ListDetectors"],
  ["guardduty", /^\/detector\/(?<detector>[^/]+)$/, "GetDetector"],
  ["guardduty", /^\/detector\/(?<detector>[^/]+)\/admin$/, "DescribeOrganizationConfiguration"],
  ["guardduty", /^\/detector\/(?<detector>[^/]+)\/coverage$/, "ListCoverage"],
];

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-signing-elements.html */
export function understood(message: IncomingMessage, body: string): StubRequest {
  const scope = /Credential=([^/]+)\/\d+\/([^/]+)\/([^/]+)\//.exec(
    message.headers.authorization ?? "",
  );
  const [, accessKey = "", region = "", service = ""] = scope ?? [];
  const url = new URL(message.url ?? "/", "http://stub");
  const common = { service, region, accessKey };
  const target = message.headers["x-amz-target"];
  if (typeof target === "string") {
    const parameters = new Map(
      Object.entries(JSON.parse(body) as Record<string, unknown>).map(([key, value]) => [
        key,
        String(value),
      ]),
    );
    return { ...common, operation: target.split(".")[1] ?? "", parameters };
  }
  for (const [owner, pattern, operation] of routes) {
    const match = owner === service ? pattern.exec(decodeURIComponent(url.pathname)) : null;
    if (match === null) continue;
    const given = Object.entries(match.groups ?? {});
    const posted = body.startsWith("{")
      ? Object.entries(JSON.parse(body) as Record<string, unknown>)
      : [];
    const parameters = new Map([
      ...given,
      ...url.searchParams,
      ...posted.map(([key, value]): [string, string] => [key, String(value)]),
    ]);
    return { ...common, operation, parameters };
  }
  const form = new Map(new URLSearchParams(body));
  return { ...common, operation: form.get("Action") ?? "", parameters: form };
}

/** A reply's status, headers and text. */
export function written(
  { service, operation }: StubRequest,
  reply: Reply,
): {
  readonly status: number;
  readonly type: string;
  readonly error?: string;
  readonly text: string;
} {
  const isXml = ["ec2", "iam", "sts"].includes(service);
  const type = isXml ? "text/xml" : "application/json";
  switch (reply.kind) {
    case "text":
      return { status: 200, type, text: reply.text };
    case "error": {
      const { status, code, message } = reply;
      if (!isXml) {
        const text = JSON.stringify({ __type: code, message });
        return { status, type, error: code, text };
      }
      const error = `<Code>${code}</Code><Message>${escaped(message)}</Message>`;
      const text =
        service === "ec2"
          ? `<Response><Errors><Error>${error}</Error></Errors><RequestID>1</RequestID></Response>`
          : `<ErrorResponse><Error><Type>Sender</Type>${error}</Error></ErrorResponse>`;
      return { status, type, text };
    }
    default: {
      if (!isXml) return { status: 200, type, text: JSON.stringify(reply.body) };
      const name = `${operation}Response`;
      const item = service === "ec2" ? "item" : "member";
      const inner = xmlOf(reply.body, item);
      const result =
        service === "ec2" ? inner : `<${operation}Result>${inner}</${operation}Result>`;
      return { status: 200, type, text: `<${name}>${result}</${name}>` };
    }
  }
}

function xmlOf(value: Wire, item: string): string {
  if (Array.isArray(value)) {
    return (value as readonly Wire[])
      .map((one) => `<${item}>${xmlOf(one, item)}</${item}>`)
      .join("");
  }
  if (typeof value !== "object") return escaped(String(value));
  return Object.entries(value)
    .map(([key, field]) => `<${key}>${xmlOf(field, item)}</${key}>`)
    .join("");
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
