/** What a site has to carry, for a server at `origin`. */
export function widgetLine(origin: string): string {
  return `<script src="${origin}/widget.js" async></script>`;
}

export const SIGNING = {
  "Node.js": `import jwt from "jsonwebtoken";

// On your server, for the person who is logged in to your site:
const token = jwt.sign(
  { sub: String(user.id), name: user.name, email: user.email },
  process.env.CHIMP_SITE_KEY,
  { algorithm: "HS256", expiresIn: "10m" },
);`,
  Python: `import os, time
import jwt  # PyJWT

# On your server, for the person who is logged in to your site:
token = jwt.encode(
    {"sub": str(user.id), "name": user.name, "email": user.email,
     "exp": int(time.time()) + 600},
    os.environ["CHIMP_SITE_KEY"],
    algorithm="HS256",
)`,
  PHP: `use Firebase\\JWT\\JWT;

// On your server, for the person who is logged in to your site:
$token = JWT::encode(
    ["sub" => (string) $user->id, "name" => $user->name, "email" => $user->email,
     "exp" => time() + 600],
    getenv("CHIMP_SITE_KEY"), "HS256"
);`,
} as const;

export type Sample = keyof typeof SIGNING;

/** In the page, after the line of the widget. */
export const IDENTIFY = `<script>
  window.Chimp ??= (...call) => (Chimp.q ??= []).push(call);
  Chimp("identify", "{{ token }}"); // the token that your server made
</script>`;
