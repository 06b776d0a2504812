namespace KnowledgeBase.Recognition.Secrets;

/// <summary>The names that stand in <c>[removed: kind]</c>.</summary>
internal static class SecretKind
{
    internal const string Password = "password";
    internal const string Code = "code";
    internal const string Ssn = "ssn";
    internal const string Card = "card";
    internal const string Pin = "pin";
    internal const string Token = "token";
    internal const string OtpAuth = "otpauth";

    /// <summary>The scrubber itself failed; then nothing of the text may stay.</summary>
    internal const string Unreadable = "unreadable";
}
