namespace Bot.Chat;

/// <summary>Settings of the member's page, section <c>Chat</c>.</summary>
internal sealed class ChatOptions
{
    /// <summary>Origins of the plan's own pages that may show the chat in a frame, such as <c>https://www.example.org</c>.</summary>
    public IReadOnlyList<string> FrameAncestors { get; init; } = [];

    /// <summary>Part of the bundle's address, so that a new version is fetched anew.</summary>
    public string WebChatVersion { get; init; } = "4.18.1";
}
