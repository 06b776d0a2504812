namespace Engine.Conversations;

/// <summary>By what a member showed that an account is theirs. A text and a call reach the same phone, so they are one.</summary>
public enum ProofMethod { Email, Phone, App, RecoveryCode, Push }

/// <summary>Something that was proven in a conversation. <paramref name="Id"/> is what the accounts gave out for it and know it by; it is good in this conversation only.</summary>
public sealed record Proof(string Id, string Account, ProofMethod Method, DateTimeOffset At)
{
    /// <summary>Who is silent for longer than this is a stranger again (POLICY, chat inactivity).</summary>
    internal static readonly TimeSpan Lasts = TimeSpan.FromMinutes(15);

    /// <summary>Prints no ids: with them calls could be made.</summary>
    public override string ToString() => $"{nameof(Proof)} {Method}";
}
