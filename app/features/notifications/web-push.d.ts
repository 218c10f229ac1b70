/** The one function of web-push that is used here: it encrypts and signs, and sends nothing. */
declare module "web-push" {
  type Details = {
    method: string;
    endpoint: string;
    headers: Record<string, string | number>;
    body: Buffer;
  };
  type Options = {
    vapidDetails: { subject: string; publicKey: string; privateKey: string };
    /** Seconds for which the push service keeps it for a browser that is away. */
    TTL: number;
    urgency: "very-low" | "low" | "normal" | "high";
    topic: string;
  };
  const webPush: {
    generateRequestDetails(
      subscription: { endpoint: string; keys: { p256dh: string; auth: string } },
      payload: string,
      options: Options,
    ): Details;
  };
  export default webPush;
}
