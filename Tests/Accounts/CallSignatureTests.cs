using System.Security.Cryptography;
using System.Text;
using Bot.Accounts;
using Bot.Accounts.Api;
using FluentAssertions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Tests.Given;
using Xunit;

namespace Tests.Accounts;

/// <summary>Calls that are signed with a key of the assistant's own.</summary>
public sealed class CallSignatureTests : IDisposable
{
    private readonly RsaKeyFiles _keys = new();
    private readonly FakeTimeProvider _clock = new(Assistant.Start);

    [Fact]
    public async Task The_public_half_checks_what_the_private_half_signed_for_a_minute()
    {
        var token = Signer(_keys.Private).Issue();

        (await Signer(_keys.Public).IsGoodAsync(token)).Should().BeTrue();
        _clock.Advance(TimeSpan.FromSeconds(91));
        (await Signer(_keys.Public).IsGoodAsync(token)).Should().BeFalse();
    }

    [Fact]
    public async Task Another_key_and_a_shared_key_made_of_the_public_one_are_refused()
    {
        using var others = new RsaKeyFiles();
        var shared = new CallSignature(Options.Create(new AccountOptions { Key = File.ReadAllText(_keys.Public) }), _clock);

        (await Signer(_keys.Public).IsGoodAsync(Signer(others.Private).Issue())).Should().BeFalse();
        (await Signer(_keys.Public).IsGoodAsync(shared.Issue())).Should().BeFalse();
        (await shared.IsGoodAsync(Signer(_keys.Private).Issue())).Should().BeFalse();
    }

    [Fact]
    public void A_key_that_is_no_good_is_told_in_a_sentence()
    {
        using var weak = new RsaKeyFiles(bits: 1_024);
        Check(new AccountOptions { Mode = "Http", KeyFile = _keys.Public }).Should().Contain("must be the private one");
        Check(new AccountOptions { Mode = "Http", KeyFile = weak.Private }).Should().Contain("1024 bits");
        Check(new AccountOptions { Mode = "Http", KeyFile = "/no/such/file" }).Should().Contain("cannot be read");
        Check(new AccountOptions { Mode = "Sandbox", KeyFile = _keys.Public, Key = new string('k', 40) }).Should().Contain("both set");
        Check(new AccountOptions { Mode = "Sandbox", KeyFile = _keys.Public }).Should().BeEmpty();
        Check(new AccountOptions { Mode = "Http", KeyFile = _keys.Private }).Should().BeEmpty();
    }

    public void Dispose() => _keys.Dispose();

    private CallSignature Signer(string file) => new(Options.Create(new AccountOptions { KeyFile = file }), _clock);

    private static string Check(AccountOptions options) => new AccountOptions.Check().Validate(null, options).FailureMessage ?? "";
}

/// <summary>A pair of keys in two files.</summary>
internal sealed class RsaKeyFiles : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("assistant-keys-");

    internal RsaKeyFiles(int bits = 2_048)
    {
        using var rsa = RSA.Create(bits);
        File.WriteAllText(Private, rsa.ExportPkcs8PrivateKeyPem(), Encoding.ASCII);
        File.WriteAllText(Public, rsa.ExportSubjectPublicKeyInfoPem(), Encoding.ASCII);
    }

    internal string Private => Path.Combine(_folder.FullName, "private.pem");

    internal string Public => Path.Combine(_folder.FullName, "public.pem");

    public void Dispose() => _folder.Delete(recursive: true);
}
