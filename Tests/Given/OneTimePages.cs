using System.Text.RegularExpressions;

namespace Tests.Given;

/// <summary>What a member finds in a reply and on a one-time page: the way there, the key of an authenticator, and recovery codes.</summary>
internal static partial class OneTimePages
{
    [GeneratedRegex("/portal/once/[A-Za-z0-9_-]+")]
    internal static partial Regex Link();

    [GeneratedRegex("[A-Z2-7]{4}( [A-Z2-7]{4}){7}")]
    internal static partial Regex KeyGroups();

    [GeneratedRegex("[0-9A-Z]{4}(-[0-9A-Z]{4}){3}")]
    internal static partial Regex RecoveryCodes();
}
