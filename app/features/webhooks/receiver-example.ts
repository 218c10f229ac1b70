/** A receiver for Node that runs as it stands, behind whatever speaks https for it. */
export const receiverExample = `// SECRET=whsec_… node receiver.mjs
import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";
import { env } from "node:process";

const key = Buffer.from(env.SECRET.replace("whsec_", ""), "base64");

function isGenuine(headers, body) {
  const id = headers["webhook-id"];
  const sentAt = headers["webhook-timestamp"];
  if (!(Math.abs(Date.now() / 1000 - sentAt) < 300)) return false;
  const wanted = createHmac("sha256", key).update(\`\${id}.\${sentAt}.\${body}\`).digest();
  return (headers["webhook-signature"] ?? "").split(" ").some((one) => {
    const given = Buffer.from(one.replace("v1,", ""), "base64");
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  });
}

createServer(async (request, response) => {
  let body = "";
  for await (const chunk of request.setEncoding("utf8")) body += chunk;
  const isGood = isGenuine(request.headers, body);
  response.writeHead(isGood ? 204 : 401).end();
  if (isGood) console.log(request.headers["webhook-id"], body);
}).listen(env.PORT ?? 8080);`;
