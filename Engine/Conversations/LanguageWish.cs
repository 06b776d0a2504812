namespace Engine.Conversations;

/// <summary>How sure the language of a conversation is.</summary>
public enum LanguageFooting
{
    /// <summary>What the channel told of the member's device.</summary>
    Assumed,

    /// <summary>The member writes in it.</summary>
    Used,

    /// <summary>The member asked for it, or has been offered the other one and went on.</summary>
    Chosen,
}

/// <summary>What a message says about the language of the talk.</summary>
public enum LanguageSign
{
    /// <summary>It is written in the language that is spoken.</summary>
    Written,

    /// <summary>The member asks for this language.</summary>
    Asked,

    /// <summary>The member has begun in another language than the device told, so the talk goes on in theirs.</summary>
    Followed,

    /// <summary>A later message is in another language, which is offered once.</summary>
    Offered,
}

/// <summary>In which language the talk was, and which one a message asks for or is written in.</summary>
public sealed record LanguageWish(LanguageSign Sign, string From, string To);
