using Microsoft.Extensions.Time.Testing;
using Switchyard.Storage;

namespace Switchyard.Tests.Storage;

public sealed class KeyTests
{
    [Fact]
    public async Task AKeyIsShownOnceAndOnlyItsHashIsStored()
    {
        using var folder = new TestStore();
        string secret;
        await using (var store = Store.Open(folder.Options()))
        {
            var issued = store.Administration.Keys.Create(new() { Name = "support", Team = "blue", Tags = ["x"] });
            secret = issued.Secret;
            Assert.Equal((Verdict.Allowed, issued.Key.Id), (store.Gate.Check(secret).Verdict, store.Gate.Check(secret).Key!.Id));
            Assert.DoesNotContain(secret[^43..], issued.ToString() + issued.Key, StringComparison.Ordinal);
        }

        Assert.Matches("^swy_[0-9A-Za-z]{12}_[0-9A-Za-z]{43}$", secret);
        foreach (var file in Directory.GetFiles(folder.Folder.Path))
            Assert.Equal(-1, File.ReadAllBytes(file).AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(secret[^43..])));
        Assert.Equal(["32|12"], folder.Rows("SELECT length(hash), length(salt) FROM key_secrets"));
    }

    [Fact]
    public async Task WhatIsNotTheWholeSecretIsUnknown()
    {
        using var folder = new TestStore();
        await using var store = Store.Open(folder.Options());
        var secret = store.Administration.Keys.Create(new() { Name = "a" }).Secret;
        var other = store.Administration.Keys.Create(new() { Name = "b" }).Secret;

        string[] wrong =
        [
            "", "swy_", "Bearer " + secret, secret + " ", secret[..^1], secret[..^1] + (secret[^1] == 'a' ? 'b' : 'a'), secret[..^1] + 'ä',
            secret[..17] + other[17..], secret.ToUpperInvariant(), new('x', 10_000), "\0",
        ];

        Assert.All(wrong, text => Assert.Equal(new KeyCheck(Verdict.UnknownKey, null), store.Gate.Check(text)));
    }

    [Fact]
    public async Task ARotatedSecretIsAcceptedForItsGraceAndTheKeyStaysTheSame()
    {
        using var folder = new TestStore();
        var time = new FakeTimeProvider(new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero));
        await using var store = Store.Open(folder.Options(options => options.TimeProvider = time));
        var first = store.Administration.Keys.Create(new() { Name = "a" });
        var second = store.Administration.Keys.Rotate("a", TimeSpan.FromHours(1));

        Assert.Equal(first.Key.Id, store.Gate.Check(second.Secret).Key!.Id);
        Assert.Equal(Verdict.Allowed, store.Gate.Check(first.Secret).Verdict);
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(Verdict.Expired, store.Gate.Check(first.Secret).Verdict);
        Assert.Equal(Verdict.Allowed, store.Gate.Check(second.Secret).Verdict);

        // A second rotation does not give the first secret more time.
        var third = store.Administration.Keys.Rotate(first.Key.Id, TimeSpan.Zero);
        Assert.Equal(
            [Verdict.Expired, Verdict.Expired, Verdict.Allowed],
            new[] { first, second, third }.Select(issued => store.Gate.Check(issued.Secret).Verdict));
    }

    [Fact]
    public async Task RevokedAndExpiredKeysAreRefused()
    {
        using var folder = new TestStore();
        var time = new FakeTimeProvider(new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero));
        await using var store = Store.Open(folder.Options(options => options.TimeProvider = time));
        var revoked = store.Administration.Keys.Create(new() { Name = "a" });
        var expiring = store.Administration.Keys.Create(new() { Name = "b", Expires = time.GetUtcNow().AddDays(1) });
        store.Administration.Keys.Revoke("a");
        Assert.Equal(Verdict.Revoked, store.Gate.Check(revoked.Secret).Verdict);
        Assert.Equal(Verdict.Revoked, store.Gate.Admit(revoked.Key, default).Verdict);
        Assert.Equal(Verdict.Allowed, store.Gate.Check(expiring.Secret).Verdict);
        time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(Verdict.Expired, store.Gate.Check(expiring.Secret).Verdict);

        // The name is free again, the key stays in the list.
        store.Administration.Keys.Create(new() { Name = "a" });
        Assert.Equal(3, store.Administration.Keys.List().Count);
        Assert.True(store.Gate.HasKeys);
    }

    [Fact]
    public async Task ChangesOfAnotherProcessAreSeen()
    {
        using var folder = new TestStore();
        await using var store = Store.Open(folder.Options(options => options.ReloadInterval = TimeSpan.FromMilliseconds(10)));
        Assert.False(store.Gate.HasKeys);
        var other = Administration.Open(folder.Options());

        var issued = other.Keys.Create(new() { Name = "a" });
        await UntilAsync(() => store.Gate.Check(issued.Secret).Verdict == Verdict.Allowed);
        other.Budgets.Set(BudgetScope.Key, "a", BudgetPeriod.Day, 1);
        await UntilAsync(() => store.Gate.Budgets.Count == 1);
        other.Keys.Revoke("a");
        await UntilAsync(() => store.Gate.Check(issued.Secret).Verdict == Verdict.Revoked);
    }

    [Theory]
    [InlineData("", "The name of a key must have")]
    [InlineData("a\nb", "The name of a key must have")]
    [InlineData("taken", "There is a key named \"taken\" already")]
    public void AWrongNameIsRefusedInOneSentence(string name, string sentence)
    {
        using var folder = new TestStore();
        var keys = Administration.Open(folder.Options()).Keys;
        keys.Create(new() { Name = "taken" });

        Assert.StartsWith(sentence, Assert.Throws<StorageException>(() => keys.Create(new() { Name = name })).Message, StringComparison.Ordinal);
        Assert.Single(keys.List());
    }

    [Theory]
    [InlineData("openai/gpt-6-luna", true)]
    [InlineData("openai/gpt-6-luna-x", false)]
    [InlineData("groq/any", true)]
    [InlineData("groqs/any", false)]
    [InlineData("groq", false)]
    public void ModelsAreAllowedByNameOrProvider(string model, bool isAllowed)
    {
        var key = new GatewayKey { Id = "k", Name = "k", Created = default, Models = ["openai/gpt-6-luna", "groq/*"] };

        Assert.Equal(isAllowed, key.Allows(model));
        Assert.False(key.Allows(Tier.Cheap));
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (!isSo())
            await Task.Delay(5, limit.Token);
    }
}
