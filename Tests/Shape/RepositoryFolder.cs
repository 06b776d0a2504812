namespace Tests.Shape;

/// <summary>The checkout that the tests were built from.</summary>
internal static class RepositoryFolder
{
    internal static string Root { get; } = Find(AppContext.BaseDirectory);

    internal static string Of(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find(string folder) => File.Exists(Path.Combine(folder, "Assistant.sln"))
        ? folder
        : Find(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Tests run from inside the checkout."));
}
