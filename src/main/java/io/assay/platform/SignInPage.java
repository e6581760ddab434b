package io.assay.platform;

import org.jspecify.annotations.Nullable;

/** The sign-in page of the embedded issuer: plain HTML, no script; every value is escaped. */
final class SignInPage {
  private SignInPage() {}

  static String of(
      @Nullable String clientId,
      @Nullable String redirectUri,
      @Nullable String challenge,
      @Nullable String state,
      @Nullable String nonce,
      @Nullable String locales,
      boolean failed) {
    boolean chinese = locales != null && locales.startsWith("zh");
    String hidden =
        hidden("client_id", clientId)
            + hidden("redirect_uri", redirectUri)
            + hidden("code_challenge", challenge)
            + hidden("state", state)
            + hidden("nonce", nonce)
            + hidden("ui_locales", locales);
    return TEMPLATE
        .replace("{lang}", chinese ? "zh-Hans" : "en")
        .replace("{title}", chinese ? "登录 Assay" : "Sign in to Assay")
        .replace("{username}", chinese ? "用户名" : "Username")
        .replace("{password}", chinese ? "密码" : "Password")
        .replace("{submit}", chinese ? "登录" : "Sign in")
        .replace("{demo}", chinese ? "这台机器上的演示账户" : "Demo accounts of this machine")
        .replace("{failed}", failed ? failure(chinese) : "")
        .replace("{accounts}", demoAccounts())
        .replace("{hidden}", hidden);
  }

  private static String failure(boolean chinese) {
    String text = chinese ? "用户名或密码不正确。" : "The username or the password is wrong.";
    return "<p class=\"failed\" role=\"alert\">" + text + "</p>";
  }

  private static String demoAccounts() {
    StringBuilder rows = new StringBuilder();
    for (IssuerAccounts.Demo demo : IssuerAccounts.DEMO) {
      rows.append("<tr><td>")
          .append(escape(demo.person().subject()))
          .append("</td><td><code>")
          .append(escape(demo.password()))
          .append("</code></td></tr>");
    }
    return rows.toString();
  }

  private static String hidden(String name, @Nullable String value) {
    return value == null
        ? ""
        : "<input type=\"hidden\" name=\"" + name + "\" value=\"" + escape(value) + "\">";
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private static final String TEMPLATE =
      """
      <!doctype html>
      <html lang="{lang}">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <link rel="icon" href="/icon.svg" type="image/svg+xml">
      <title>{title}</title>
      <style>
      :root { color-scheme: light dark; --ink: #14211f; --soft: #5a6b67; --line: #d5dedb; --paper: #fff;
        --ground: #f3f6f5; --accent: #0b6b5b; }
      @media (prefers-color-scheme: dark) { :root { --ink: #e8efed; --soft: #9db0ab; --line: #2f3d3a;
        --paper: #17211f; --ground: #0f1615; --accent: #46c2a8; } }
      * { box-sizing: border-box; }
      body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 24px;
        background: var(--ground); color: var(--ink);
        font: 16px/1.5 system-ui, "Noto Sans", "Noto Sans CJK SC", sans-serif; }
      main { width: 100%; max-width: 380px; background: var(--paper); border: 1px solid var(--line);
        border-radius: 14px; padding: 32px; }
      h1 { font-size: 22px; margin: 0 0 20px; letter-spacing: -0.01em; }
      label { display: block; font-weight: 600; font-size: 14px; margin-top: 14px; }
      input { width: 100%; font: inherit; padding: 10px 12px; margin-top: 6px; color: inherit;
        background: transparent; border: 1px solid var(--line); border-radius: 8px; }
      input:focus-visible, button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
      button { width: 100%; font: inherit; font-weight: 600; margin-top: 22px; padding: 11px; border: 0;
        border-radius: 8px; background: var(--accent); color: var(--paper); cursor: pointer; }
      .failed { margin: 0; padding: 10px 12px; border-radius: 8px; background: #b3261e1a; color: #b3261e; }
      @media (prefers-color-scheme: dark) { .failed { color: #ff9d96; } }
      section { margin-top: 26px; padding-top: 18px; border-top: 1px solid var(--line);
        color: var(--soft); font-size: 14px; }
      table { width: 100%; margin-top: 6px; border-collapse: collapse; }
      td { padding: 3px 0; }
      </style>
      </head>
      <body><main>
      <h1>{title}</h1>
      {failed}
      <form method="post" action="/idp/authorize">
      {hidden}
      <label for="username">{username}</label>
      <input id="username" name="username" autocomplete="username" autocapitalize="none" autofocus required>
      <label for="password">{password}</label>
      <input id="password" name="password" type="password" autocomplete="current-password" required>
      <button type="submit">{submit}</button>
      </form>
      <section>{demo}<table>{accounts}</table></section>
      </main></body></html>
      """;
}
