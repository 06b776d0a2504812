using KnowledgeBase.Wordings;

namespace Engine.Members;

/// <summary>A second step as lists name it: "Texts to •••1234", or "Authenticator app" where the accounts know no more of it.</summary>
public static class FactorName
{
    // An empty value counts as a forgotten one.
    private const string NoLabel = "\u200B";

    public static string Of(string kind, string label, WordingLibrary wordings, string locale) =>
        wordings.Say($"factors.{kind}", locale, Values.None.With("label", label.Length == 0 ? NoLabel : label)).Replace(NoLabel, "", StringComparison.Ordinal).Trim();
}
