namespace Switchyard.Tests.Tokens;

public sealed class TokenCalibrationTests
{
    [Fact]
    public void WithoutReportsNothingIsCorrected() => Assert.Equal(1234, new TokenCalibration().Apply(1234));

    [Fact]
    public void LearnsTheFactorOfAModel()
    {
        var calibration = new TokenCalibration();
        for (var report = 0; report < 50; report++)
            calibration.Record(1000, report % 2 == 0 ? 1250 : 1350);

        Assert.InRange(calibration.Factor, 1.28f, 1.32f);
        Assert.InRange(calibration.Apply(10_000), 12_800, 13_200);
    }

    [Fact]
    public void FollowsAChangeOfTheTokenizer()
    {
        var calibration = new TokenCalibration();
        for (var report = 0; report < 100; report++)
            calibration.Record(1000, 1000);
        for (var report = 0; report < 11; report++)
            calibration.Record(1000, 1400);

        Assert.InRange(calibration.Factor, 1.19f, 1.22f);
    }

    [Theory]
    [InlineData(1_000_000, 2.5f)]
    [InlineData(1, 0.5f)]
    public void OneAbsurdReportStaysWithinBounds(int actual, float expected)
    {
        var calibration = new TokenCalibration();
        calibration.Record(1000, actual);

        Assert.Equal(expected, calibration.Factor);
    }

    [Theory]
    [InlineData(10, 40)]
    [InlineData(1000, 0)]
    [InlineData(0, 1000)]
    public void WhatSaysNothingIsNotTakenIn(int estimated, int actual)
    {
        var calibration = new TokenCalibration();
        calibration.Record(estimated, actual);

        Assert.Equal(1, calibration.Factor);
    }

    [Fact]
    public void ManyThreadsLoseNoFactor()
    {
        var calibration = new TokenCalibration();
        Parallel.For(0, 10_000, _ => calibration.Record(1000, 1200));

        Assert.Equal(1.2f, calibration.Factor, 0.0005f);
    }

    [Fact]
    public void AllocatesNothing()
    {
        var calibration = new TokenCalibration();
        calibration.Record(100, 120);
        calibration.Apply(100);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 1000; round++)
        {
            calibration.Record(100, 100 + (round & 31));
            calibration.Apply(round);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
